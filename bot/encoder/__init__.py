"""One forward pass over a message, shared by the coach and the safety watch."""
from bot.encoder.encoder import DANGERS, PLAIN, WEIGHTS, Encoder, Impression, windows
from bot.encoder.meaning import Meaning

__all__ = ["DANGERS", "PLAIN", "WEIGHTS", "Encoder", "Impression", "Meaning", "windows"]
