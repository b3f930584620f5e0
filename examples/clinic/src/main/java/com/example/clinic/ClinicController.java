package com.example.clinic;

import java.time.LocalDate;
import org.apache.commons.lang3.StringUtils;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
class ClinicController {

  private final Calendar calendar;
  private final Patients patients;

  ClinicController(Calendar calendar, Patients patients) {
    this.calendar = calendar;
    this.patients = patients;
  }

  @GetMapping("/")
  String day(Model model) {
    model.addAttribute("greeting", greeting());
    model.addAttribute("appointments", calendar.on(LocalDate.now()));
    model.addAttribute("physicians", calendar.physicians());
    return "day";
  }

  @GetMapping("/patients")
  String patients(@RequestParam(defaultValue = "") String name, Model model) {
    model.addAttribute(
        "patients", patients.findByNameContainingIgnoreCaseOrderByName(StringUtils.trim(name)));
    return "patients";
  }

  @GetMapping("/text")
  @ResponseBody
  String greeting() {
    return "Welcome to the clinic";
  }

  /** Which release of a library runs. */
  @GetMapping("/library")
  @ResponseBody
  String library() {
    return String.valueOf(StringUtils.class.getPackage().getImplementationVersion());
  }
}
