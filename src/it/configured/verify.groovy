def log = new File(basedir, 'build.log').text
def kubernetes = new File(basedir, 'target/kubernetes')

assert kubernetes.list().sort().toList() == [
    'configured-deployment.yml',
    'configured-env-configmap.yml',
    'configured-files-configmap.yml',
    'configured-ingress.yml',
    'configured-networkpolicy.yml',
    'configured-service.yml']

def deployment = new File(kubernetes, 'configured-deployment.yml').text
assert deployment.contains('''
        - name: "EMPTY"
          value: ""
        - name: "STAGE"
          value: "test"
''')
assert deployment.contains('memory: "512Mi"')
assert deployment.contains('''
        - secretRef:
            name: "db"
''')
assert deployment.contains('prometheus.io/scrape: "true"')
assert new File(kubernetes, 'configured-files-configmap.yml').text.contains('EUR,USD,1.1')
assert new File(kubernetes, 'configured-service.yml').text.contains('port: 9010')

assert log.contains('configured: Deployment configured spec.template.spec.containers[configured].resources.limits.memory = 512Mi  from resources.memory in the POM')
assert log.contains('configured: Ingress configured spec.rules[0].host = configured.example.com  from dev.host')
