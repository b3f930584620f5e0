def log = new File(basedir, 'build.log').text

assert log.contains('''resources.memory is "1 GB", which is not an amount that Kubernetes knows.
[ERROR] 
[ERROR] Give a number, with a unit if it needs one: 100m or 2 for CPUs, 512Mi or 1Gi for bytes.
''')
