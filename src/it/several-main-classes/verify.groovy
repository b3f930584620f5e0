def log = new File(basedir, 'build.log').text

assert log.contains('''Several classes of several-main-classes have a main method:
[ERROR]   org.acme.One
[ERROR]   org.acme.Two
[ERROR] 
[ERROR] Select one: -Ddev.mainClass=org.acme.One
''')
