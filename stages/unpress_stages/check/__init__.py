"""Stages of the phase check."""
