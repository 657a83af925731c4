"""One forward pass over a message, shared by the coach and the safety watch."""
from bot.encoder.encoder import ASIDES, DANGERS, PLAIN, WEIGHTS, Encoder, Impression, windows
from bot.encoder.meaning import Meaning

__all__ = ["ASIDES", "DANGERS", "PLAIN", "WEIGHTS", "Encoder", "Impression", "Meaning", "windows"]
