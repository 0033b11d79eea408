"""Typed wishes for a time: "Thursday or Friday morning", "not Mondays", "the second one"."""

from bot.booking.wishes.reading import AskWhich, NotAWish, Offer, Pick, Wish, read_wish

__all__ = ["AskWhich", "NotAWish", "Offer", "Pick", "Wish", "read_wish"]
