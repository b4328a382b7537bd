"""Offline reading."""
