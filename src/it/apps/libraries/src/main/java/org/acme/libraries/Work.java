package org.acme.libraries;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

public class Work implements Job {

  @Override
  public void execute(JobExecutionContext context) {
    context.setResult(Text.value());
  }
}
