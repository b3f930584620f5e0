def log = new File(basedir, 'build.log').text

assert log.contains('''resources.memory is "1 GB", which is not a valid quantity.
[ERROR] 
[ERROR] Set a number, optionally with a unit: 100m or 2 for CPUs, 512Mi or 1Gi for bytes.
''')
