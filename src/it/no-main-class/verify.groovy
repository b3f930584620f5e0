def log = new File(basedir, 'build.log').text

assert log.contains('''No class with a main method was found in no-main-class.
[ERROR] 
[ERROR] Add one, or set the main class: -Ddev.mainClass=com.example.Main
''')
