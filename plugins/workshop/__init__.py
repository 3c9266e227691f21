"""The workshop: what the invoke tasks do (build, serve, check, test …). It knows the site, never a bulletin."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
