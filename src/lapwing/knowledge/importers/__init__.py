"""Builders of knowledge tables from public sources."""
