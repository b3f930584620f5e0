def log = new File(basedir, 'build.log').text

assert log.contains('''No class with a main method was found in no-main-class.
[ERROR] 
[ERROR] Add one, or say which class runs: -Ddev.mainClass=com.example.Main
''')
