"""Stages for documents with watermarks."""
