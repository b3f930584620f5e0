package com.example.notes;

import org.springframework.data.annotation.Id;

/** A line that somebody wants to find again. */
record Note(@Id Long id, String text) {}
