def log = new File(basedir, 'build.log').text

assert log.contains('''The API server https://127.0.0.1:1 of context laptop cannot be reached: connection refused.
[ERROR] 
[ERROR] Start the cluster or connect to its network, choose another context (-Ddev.context=NAME), or run on this machine: -Ddev.target=local
''')
def seconds = (log =~ /Total time: +(\d+)\.\d+ s/)[0][1] as int
assert seconds < 30: "it took $seconds s to say so"
