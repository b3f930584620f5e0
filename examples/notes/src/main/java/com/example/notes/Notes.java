package com.example.notes;

import org.springframework.data.repository.ListCrudRepository;

/** All notes there are. */
interface Notes extends ListCrudRepository<Note, Long> {}
