"""The three answers: holds, does not hold, not known."""

from .answer import Answer, Ground, Verdict
from .answering import answer_of, best_answer
from .lists import ListAnswer, list_answer

__all__ = ["Answer", "Ground", "ListAnswer", "Verdict", "answer_of", "best_answer", "list_answer"]
