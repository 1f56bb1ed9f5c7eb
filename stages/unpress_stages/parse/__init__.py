"""Stages of the phase parse."""
