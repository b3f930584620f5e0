def log = new File(basedir, 'build.log').text

assert log.contains('''dev.port is "http", which is not a number from 0 to 65535.
[ERROR] 
[ERROR] Set a valid number, for example -Ddev.port=8080
''')
