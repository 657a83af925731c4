"""One forward pass over a message, shared by the coach and the safety watch."""
from bot.encoder.encoder import DANGERS, PLAIN, WEIGHTS, Encoder, Impression, windows

__all__ = ["DANGERS", "PLAIN", "WEIGHTS", "Encoder", "Impression", "windows"]
