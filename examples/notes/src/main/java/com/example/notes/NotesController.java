package com.example.notes;

import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {

  private final Notes notes;

  NotesController(Notes notes) {
    this.notes = notes;
  }

  @GetMapping("/notes")
  String all() {
    return heading() + notes.findAll().stream().map(Note::text).collect(Collectors.joining("\n"));
  }

  String heading() {
    return "Notes:\n";
  }

  @PostMapping("/notes")
  void add(@RequestBody String text) {
    notes.save(new Note(null, text));
  }
}
