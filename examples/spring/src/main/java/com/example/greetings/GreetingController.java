package com.example.greetings;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
class GreetingController {

  @GetMapping("/")
  String page(Model model) {
    model.addAttribute("greeting", greeting());
    return "greeting";
  }

  @GetMapping("/text")
  @ResponseBody
  String greeting() {
    return "Hello from Spring";
  }
}
