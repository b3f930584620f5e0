package com.example.clinic;

import java.time.LocalDate;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** An empty clinic is no demonstration. */
@Component
class FirstPatients implements ApplicationRunner {

  private final Patients patients;
  private final Physicians physicians;
  private final Appointments appointments;

  FirstPatients(Patients patients, Physicians physicians, Appointments appointments) {
    this.patients = patients;
    this.physicians = physicians;
    this.appointments = appointments;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    Physician physician = physicians.save(new Physician("Dr. Noor", "internal medicine"));
    LocalDate today = LocalDate.now();
    for (int i = 0; i < 8; i++) {
      Patient patient =
          patients.save(new Patient("Patient " + (char) ('A' + i), today.minusYears(20L + i)));
      appointments.save(new Appointment(patient, physician, today.atTime(9 + i, 0)));
    }
  }
}
