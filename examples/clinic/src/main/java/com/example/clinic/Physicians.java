package com.example.clinic;

import org.springframework.data.jpa.repository.JpaRepository;

interface Physicians extends JpaRepository<Physician, Long> {}
