def folder = new File(basedir, 'target/kubernetes')

def deployment = new File(folder, 'fragments-deployment.yml').text
assert deployment.contains('replicas: 5')
assert deployment.contains("""        env:
        - name: "GREETING"
          value: "hello: [all] of fragments"
        - name: "VERSION"
          value: "1.0"
""")
assert deployment.contains('- "${NOT_MAVENS}"')
assert !deployment.contains('cpu:')
assert deployment.contains('memory: "1Gi"'): 'what no fragment names stays'
assert deployment.indexOf('name: "fragments"\n') < deployment.indexOf('name: "proxy"'): 'the app comes first'

assert new File(folder, 'settings-configmap.yml').text.contains('a: "1"')
assert new File(folder, 'fragments-service.yml').text.contains('type: "LoadBalancer"'): 'of the active profile'
