"""One forward pass over a message, shared by the coach and the safety watch."""
from bot.encoder.encoder import ASIDES, BETWEEN_SENTENCES, DANGERS, PLAIN, WEIGHTS, Encoder, Impression, windows
from bot.encoder.meaning import Meaning

__all__ = ["ASIDES", "BETWEEN_SENTENCES", "DANGERS", "PLAIN", "WEIGHTS", "Encoder", "Impression", "Meaning", "windows"]
