"""Stages of the phase transform."""
