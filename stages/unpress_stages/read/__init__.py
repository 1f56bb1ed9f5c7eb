"""Stages of the phase read."""
