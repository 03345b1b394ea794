"""The offline default model: files only, no code. See README.md beside this file for its card."""
