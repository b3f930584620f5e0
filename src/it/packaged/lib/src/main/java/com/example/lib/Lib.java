package com.example.lib;

/** A class of a sibling. */
public class Lib {}
