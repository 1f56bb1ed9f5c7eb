"""Stages of the phase clean."""
