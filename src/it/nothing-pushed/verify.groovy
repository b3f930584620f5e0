import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def log = new File(basedir, 'build.log').text

assert log =~ /No image of nothing-pushed was pushed\.\n\[ERROR\] \n\[ERROR\] Build and push it first: mvn .*:image && mvn .*:push\n/

def report = new JsonSlurper().parse(new File(basedir, 'target/dev/rollout.json'))
assert report.schema == 1
assert report.app == 'nothing-pushed'
assert report.result == 'failed'
assert report.rollout.result == 'skipped'
assert report.resources == []
assert report.diagnosis.what == 'No image of nothing-pushed was pushed.'
assert report.diagnosis.remedy.startsWith('Build and push it first: ')

def tests = new XmlSlurper().parse(new File(basedir, 'target/dev/TEST-rollout.xml'))
assert tests.@failures == '1'
assert tests.testcase.find { it.@name == 'apply' }.failure.@message == 'No image of nothing-pushed was pushed.'
