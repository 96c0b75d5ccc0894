"""Plain questions and the cards that answer them."""

from .asking import Questions, read_questions
from .card import Card, Link
from .card_json import card_json

__all__ = ["Card", "Link", "Questions", "card_json", "read_questions"]
