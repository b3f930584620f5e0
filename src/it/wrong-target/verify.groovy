def log = new File(basedir, 'build.log').text

assert log.contains('''dev.target is "moon", which is not one of: auto, cluster, local.
[ERROR] 
[ERROR] Give one of them, for example -Ddev.target=auto
''')
