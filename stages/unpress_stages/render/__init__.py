"""Stages of the phase render."""
