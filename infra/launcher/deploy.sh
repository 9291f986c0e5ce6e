# shellcheck shell=bash
# Puts the messenger on AWS and takes it away again; sourced by ./ren, which sets root.
#
# All that is built is in target/ren/deploy; what reaches AWS goes through last_call and nothing else
# does, so that a dry run is a run without its last calls.

readonly DEPLOYMENT=${root:?}/target/ren/deploy
readonly CONFIG=$root/samconfig.toml
readonly CACHED="public, max-age=31536000, immutable"
# Where CloudFront takes certificates and web ACLs from, whatever the region of the rest.
readonly GLOBAL_REGION=us-east-1

deploy() {
  stage=production dry_run='' parameters=() regions=() domain='' certificate='' zone='' waf=''
  deploy_options "$@"
  need_aws
  need_sam
  build_for_aws
  validate
  deploy_global
  say "deploying to the stack $(stack_name)"
  deploy_stack
  upload_site
  if [ -n "$dry_run" ]; then
    say "a dry run: AWS was not called"
  else
    say "open $(output Url)"
  fi
}

deploy_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) local option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@"; continue ;;
      --dry-run) dry_run=1; shift; continue ;;
      --waf) waf=1; shift; continue ;;
      --stage) stage=$(value_of "$@") ;;
      --region) regions=(--region "$(value_of "$@")") ;;
      --domain) domain=$(value_of "$@"); parameters+=("DomainName=$domain") ;;
      --certificate) certificate=$(value_of "$@"); parameters+=("CertificateArn=$certificate") ;;
      --hosted-zone) zone=$(value_of "$@") ;;
      --web-acl) parameters+=("WebAclArn=$(value_of "$@")") ;;
      --log-days) parameters+=("LogRetentionDays=$(value_of "$@")") ;;
      --alarm-address) parameters+=("AlarmAddress=$(value_of "$@")") ;;
      --parameter) parameters+=("$(value_of "$@")") ;;
      *) die "deploy: unknown option $1 (./ren help)" ;;
    esac
    shift 2
  done
  is_stage
  [ -z "$zone" ] || makes_certificate || die "--hosted-zone is for --domain without --certificate"
}

makes_certificate() {
  [ -n "$domain" ] && [ -z "$certificate" ]
}

is_stage() {
  [[ $stage =~ ^[a-z][a-z0-9]{0,15}$ ]] || die "--stage: $stage is not a name of a to z and 0 to 9, 16 at most"
}

stack_name() {
  printf 'ren-%s\n' "$stage"
}

global_stack_name() {
  printf '%s-global\n' "$(stack_name)"
}

need_aws() {
  [ -n "$dry_run" ] || command -v aws >/dev/null || die "no AWS command line found: install it (https://aws.amazon.com/cli)"
}

# The one on the PATH, or else one of our own.
need_sam() {
  export SAM_CLI_TELEMETRY=0
  ! command -v sam >/dev/null || return 0
  [ -x "$PYTHON_TOOLS/tools/bin/sam" ] || say "installing the AWS SAM command line"
  command -v python3 >/dev/null || die "no Python 3 found: install it with venv (Debian: apt-get install python3-venv)"
  python_tools tools infra/checks/requirements.txt || die "the AWS SAM command line cannot be installed from PyPI"
  PATH=$PATH:$PYTHON_TOOLS/tools/bin
}

# The jar of the functions, and the site with the contract's page.
build_for_aws() {
  need_jdk
  build_stale java web
  lock
  say "packing the functions"
  quietly package mvn_package || die "the functions cannot be packed"
  unlock
  make_site
  say "functions  $(sha256_of <"$root/functions/target/functions.jar")"
  say "web client $(cd "$DEPLOYMENT/site" && find . -type f | LC_ALL=C sort | xargs cat | sha256_of)"
}

mvn_package() {
  need_maven
  cd "$root" && mvn -q -B -ntp -Dstyle.color=never -pl functions -am -DskipTests package
}

make_site() {
  local docs=$root/infra/local/src/main/resources/dev/ren/local/gateway/docs
  rm -rf "$DEPLOYMENT/site"
  mkdir -p "$DEPLOYMENT/site"
  cp -R "$root/web-client/dist/." "$DEPLOYMENT/site"
  cp -R "$docs" "$DEPLOYMENT/site/docs"
  cp "$root/infra/openapi.yaml" "$DEPLOYMENT/site/docs/openapi.yaml"
  swagger_ui "$DEPLOYMENT/site/docs"
}

# Out of the jar that the local stack shows /docs from.
swagger_ui() {
  local jar name unpacked=$DEPLOYMENT/swagger-ui
  jar=$(tr ':' '\n' <"$root/infra/local/target/class-path" | grep '/swagger-ui-[^/]*\.jar$')
  rm -rf "$unpacked"
  mkdir -p "$unpacked"
  (cd "$unpacked" && "$JAVA_HOME/bin/jar" --extract --file "$jar" META-INF/resources)
  for name in swagger-ui.css swagger-ui-bundle.js; do
    find "$unpacked" -name "$name" -exec cp {} "$1" ';'
  done
}

sha256_of() {
  { sha256sum 2>/dev/null || shasum -a 256; } | cut -d ' ' -f 1
}

validate() {
  local template
  for template in template.yaml $(cd "$root" && grep -l '^Resources:' infra/*.yaml); do
    (cd "$root" && AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1} sam validate --lint --template "$template") >&2 ||
      die "$template is not right"
  done
}

# last_call COMMAND...   Calls AWS; a dry run tells what it would have called.
last_call() {
  if [ -n "$dry_run" ]; then
    printf 'would run:'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

# Certificate and web ACL, where they are to be made, before the stack whose distribution takes them.
deploy_global() {
  local made=("Stage=$stage")
  if makes_certificate; then
    made+=("DomainName=$domain")
    [ -z "$zone" ] || made+=("HostedZoneId=$zone")
  fi
  [ -z "$waf" ] || made+=("WebAcl=true")
  [ "${#made[@]}" -gt 1 ] || return 0
  say "deploying to the stack $(global_stack_name) in $GLOBAL_REGION"
  ! makes_certificate || [ -n "$zone" ] ||
    say "AWS waits for the DNS record that proves $domain; the console shows it: Certificate Manager, $GLOBAL_REGION"
  last_call aws cloudformation deploy --region "$GLOBAL_REGION" --stack-name "$(global_stack_name)" \
    --template-file "$root/infra/global.yaml" --no-fail-on-empty-changeset --parameter-overrides "${made[@]}" >&2
  ! makes_certificate || take_global CertificateArn
  [ -z "$waf" ] || take_global WebAclArn
}

# take_global NAME   Gives the other stack an output of the one in us-east-1 as its parameter.
take_global() {
  local arn
  arn=$(output_of "$(global_stack_name)" "$1" --region "$GLOBAL_REGION")
  [ -n "$dry_run" ] || [[ $arn == arn:* ]] || die "$(global_stack_name) has no $1"
  parameters+=("$1=$arn")
}

# Guided where somebody sits there and has not answered before; what they answer is in samconfig.toml.
deploy_stack() {
  local options=(--stack-name "$(stack_name)" --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND
    --no-fail-on-empty-changeset ${regions[@]+"${regions[@]}"})
  if grep -q "^\[$stage\.deploy" "$CONFIG" 2>/dev/null; then
    options+=(--config-file "$CONFIG" --config-env "$stage")
  elif [ -t 0 ] && [ -z "$dry_run" ]; then
    options+=(--guided --config-file "$CONFIG" --config-env "$stage")
  else
    options+=(--resolve-s3 --no-confirm-changeset)
  fi
  options+=(--parameter-overrides "Stage=$stage" ${parameters[@]+"${parameters[@]}"})
  cd "$root" || return
  last_call sam deploy --template-file template.yaml "${options[@]}" >&2
}

# What pages name comes before the pages. Files of older versions stay: a page that is open loads
# parts of its own version later.
upload_site() {
  local bucket distribution
  bucket=$(output SiteBucket)
  distribution=$(output DistributionId)
  last_call aws s3 cp "$DEPLOYMENT/site/assets" "s3://$bucket/assets" --recursive --only-show-errors \
    ${regions[@]+"${regions[@]}"} --cache-control "$CACHED" >&2
  last_call aws s3 cp "$DEPLOYMENT/site" "s3://$bucket" --recursive --only-show-errors \
    ${regions[@]+"${regions[@]}"} --exclude "assets/*" --cache-control no-cache >&2
  last_call aws cloudfront create-invalidation --distribution-id "$distribution" --paths "/*" >&2
}

# output NAME   An output of the stack.
output() {
  output_of "$(stack_name)" "$1" ${regions[@]+"${regions[@]}"}
}

# output_of STACK NAME [--region REGION]
output_of() {
  if [ -n "$dry_run" ]; then
    printf '%s-of-%s\n' "$2" "$1"
  else
    aws cloudformation describe-stacks --stack-name "$1" "${@:3}" \
      --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text
  fi
}
