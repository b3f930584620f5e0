package com.example.clinic;

import java.time.LocalDateTime;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Appointments extends JpaRepository<Appointment, Long> {

  List<Appointment> findByBeginsBetweenOrderByBegins(LocalDateTime from, LocalDateTime to);
}
