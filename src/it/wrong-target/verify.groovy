def log = new File(basedir, 'build.log').text

assert log.contains('''dev.target is "moon", which is not one of: auto, cluster, local.
[ERROR] 
[ERROR] Set one of them, for example -Ddev.target=auto
''')
