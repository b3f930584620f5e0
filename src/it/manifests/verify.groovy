def log = new File(basedir, 'build.log').text

def deployment = new File(basedir, 'target/kubernetes/manifests-deployment.yml').text
assert deployment.contains('image: "registry.example.com/acme/manifests:2.1"')
assert deployment.contains('runAsNonRoot: true')
assert !deployment.contains('dev-supervisor'): 'what is written to files has no dev mode in it'
assert new File(basedir, 'target/kubernetes/manifests-service.yml').isFile()
