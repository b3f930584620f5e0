def deployment = new File(basedir, 'target/kubernetes/web-deployment.yml').text

assert deployment.contains('image: "registry.example.com/acme/shop:1.0"')
assert deployment.contains('image: "proxy:3"')
assert !deployment.contains('namespace')
assert !new File(basedir, 'target/kubernetes/web-service.yml').exists(): 'nothing is generated'
