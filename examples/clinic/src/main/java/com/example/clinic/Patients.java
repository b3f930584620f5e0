package com.example.clinic;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Patients extends JpaRepository<Patient, Long> {

  List<Patient> findByNameContainingIgnoreCaseOrderByName(String part);
}
