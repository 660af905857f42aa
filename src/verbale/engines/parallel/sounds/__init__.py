"""How names sound, so that one can be known again in another script: Курчатов, 库尔恰托夫, 쿠르차토프, Kurchatov."""

from verbale.engines.parallel.sounds.likeness import alike, begins_alike
from verbale.engines.parallel.sounds.skeleton import Sound, skeleton, syllables

__all__ = ["Sound", "alike", "begins_alike", "skeleton", "syllables"]
