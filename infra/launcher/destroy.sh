# shellcheck shell=bash
# Takes the messenger away from AWS; sourced by ./ren after deploy.sh, which reads stage.

# stage is read by what deploy.sh has:
# shellcheck disable=SC2034
destroy() {
  stage=production dry_run='' regions=()
  local with_data='' yes=''
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) local option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@"; continue ;;
      --dry-run) dry_run=1; shift; continue ;;
      --with-data) with_data=1; shift; continue ;;
      --yes) yes=1; shift; continue ;;
      --stage) stage=$(value_of "$@") ;;
      --region) regions=(--region "$(value_of "$@")") ;;
      *) die "destroy: unknown option $1 (./ren help)" ;;
    esac
    shift 2
  done
  is_stage
  need_aws
  local kept=() bucket
  kept_by_stack
  tell_plan "$with_data"
  [ -n "$yes$dry_run" ] || confirm
  bucket=$(output SiteBucket)
  last_call aws s3 rm "s3://$bucket" --recursive --only-show-errors ${regions[@]+"${regions[@]}"} >&2
  last_call aws cloudformation delete-stack --stack-name "$(stack_name)" ${regions[@]+"${regions[@]}"} >&2
  last_call aws cloudformation wait stack-delete-complete --stack-name "$(stack_name)" ${regions[@]+"${regions[@]}"} >&2
  delete_global
  [ -z "$with_data" ] || delete_kept
  if [ -n "$dry_run" ]; then
    say "a dry run: nothing was deleted"
  else
    say "$(stack_name) is gone"
  fi
}

# Certificate and web ACL go after the distribution that uses them. A stack that does not exist is
# deleted without an error.
delete_global() {
  last_call aws cloudformation delete-stack --stack-name "$(global_stack_name)" --region "$GLOBAL_REGION" >&2
  last_call aws cloudformation wait stack-delete-complete --stack-name "$(global_stack_name)" --region "$GLOBAL_REGION" >&2
}

# What has the deletion policy Retain, as "TYPE NAME".
kept_by_stack() {
  local nested line
  if [ -n "$dry_run" ]; then
    kept=("AWS::DynamoDB::Table tables" "AWS::S3::Bucket files" "AWS::SecretsManager::Secret secrets")
    return
  fi
  for nested in Storage Edge; do
    while IFS= read -r line; do
      [ -z "$line" ] || kept+=("$line")
    done < <(resources_of "$nested")
  done
}

# resources_of NESTED   Tables, secrets and the bucket of files of a nested stack.
resources_of() {
  local id
  id=$(aws cloudformation describe-stack-resource --stack-name "$(stack_name)" --logical-resource-id "$1" \
    ${regions[@]+"${regions[@]}"} --query StackResourceDetail.PhysicalResourceId --output text) ||
    die "there is no stack $(stack_name)"
  aws cloudformation describe-stack-resources --stack-name "$id" ${regions[@]+"${regions[@]}"} --output text \
    --query "StackResources[].[LogicalResourceId,ResourceType,PhysicalResourceId]" |
    awk '($2 ~ /::Table$/ || $2 ~ /::Secret$/ || $1 == "FilesBucket") { print $2, $3 }'
}

tell_plan() {
  local one
  say "$(stack_name) is deleted: functions, both APIs, CloudFront, the web client, logs, alarms;"
  say "and $(global_stack_name) in $GLOBAL_REGION, if deploy made it: the certificate, the web ACL."
  if [ -n "$1" ]; then
    say "DELETED FOR EVER WITH IT, all accounts, messages and files:"
  else
    say "Kept, and paid for, until somebody deletes it (./ren destroy --with-data):"
  fi
  for one in ${kept[@]+"${kept[@]}"}; do
    say "  ${one#* } (${one%% *})"
  done
}

confirm() {
  local typed
  printf 'Type the name of the stack to go on: ' >&2
  IFS= read -r typed
  [ "$typed" = "$(stack_name)" ] || die "nothing was deleted"
}

# Secrets can be put back for 30 days; tables and files cannot.
delete_kept() {
  local one name region=(${regions[@]+"${regions[@]}"})
  for one in ${kept[@]+"${kept[@]}"}; do
    name=${one#* }
    case ${one%% *} in
      *::Table)
        last_call aws dynamodb update-table --table-name "$name" --no-deletion-protection-enabled ${region[@]+"${region[@]}"} >&2
        last_call aws dynamodb wait table-exists --table-name "$name" ${region[@]+"${region[@]}"} >&2
        last_call aws dynamodb delete-table --table-name "$name" ${region[@]+"${region[@]}"} >&2
        ;;
      *::Bucket) last_call aws s3 rb "s3://$name" --force ${region[@]+"${region[@]}"} >&2 ;;
      *::Secret) last_call aws secretsmanager delete-secret --secret-id "$name" ${region[@]+"${region[@]}"} >&2 ;;
    esac
  done
}
