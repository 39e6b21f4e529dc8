# jobs.sh - shell functions side by side, each in a subshell with servers of its own.  Sourced by test.sh.
#
#   csq_job NAME FUNCTION [ARG...]     put one on the list
#   csq_run_jobs                       run the list, CSQ_JOBS at a time (default: the number of processors)
#
# What a job prints is shown in one piece when it ends; what it counts (csq_count) is added to the totals, a job that dies
# counts as one failure.  The longest go first: how long each took is kept in build/job-seconds, unknown ones come before all.

CSQ_JOB_NAMES=() CSQ_JOB_COMMANDS=() CSQ_JOBS_FAILED=()
declare -A CSQ_JOB_OF_PID=()

csq_job() {
    CSQ_JOB_NAMES+=("$1")
    shift
    CSQ_JOB_COMMANDS+=("$(printf '%q ' "$@")")
}

csq_jobs_in_order() {               # numbers of the jobs, longest first
    local i seconds
    for i in "${!CSQ_JOB_NAMES[@]}"; do
        seconds=$(grep -sF "${CSQ_JOB_NAMES[i]}	" "$CSQ_TOP/build/job-seconds" | tail -1 | cut -f2)
        echo "${seconds:-99999} $i"
    done | sort -k1,1nr -k2,2n | cut -d' ' -f2
}

csq_start_job() {
    local i=$1 dir=$CSQ_SCRATCH/jobs
    mkdir -p "$dir"
    # a process group of its own, so that csq_stop_jobs reaches whatever the job started
    set -m
    # shellcheck disable=SC2030  # each job counts for itself
    (
        trap csq_stop_server EXIT
        trap 'exit 143' TERM
        CSQ_PASSED=0 CSQ_FAILED=0 CSQ_SKIPPED=0 CSQ_JOB_BEGAN=$SECONDS
        eval "${CSQ_JOB_COMMANDS[i]}"
        printf '%s\t%s\n' "${CSQ_JOB_NAMES[i]}" $((SECONDS - CSQ_JOB_BEGAN)) >"$dir/$i.seconds"
        echo "$CSQ_PASSED $CSQ_FAILED $CSQ_SKIPPED" >"$dir/$i.counts"
    ) >"$dir/$i.out" 2>&1 </dev/null &
    CSQ_JOB_OF_PID[$!]=$i
    set +m
}

csq_end_job() {                     # wait for any one of them
    local pid i passed failed skipped dir=$CSQ_SCRATCH/jobs
    wait -n -p pid "${!CSQ_JOB_OF_PID[@]}"
    i=${CSQ_JOB_OF_PID[$pid]}
    unset "CSQ_JOB_OF_PID[$pid]"
    cat "$dir/$i.out"
    if [ -e "$dir/$i.counts" ]; then
        read -r passed failed skipped <"$dir/$i.counts"
        # shellcheck disable=SC2031
        CSQ_PASSED=$((CSQ_PASSED + passed)) CSQ_FAILED=$((CSQ_FAILED + failed)) CSQ_SKIPPED=$((CSQ_SKIPPED + skipped))
        [ -n "${TESTS:-}" ] || cat "$dir/$i.seconds" >>"$CSQ_TOP/build/job-seconds"
    else
        failed=1
        csq_count "${CSQ_JOB_NAMES[i]}" 0 1
    fi
    if [ "$failed" != 0 ]; then CSQ_JOBS_FAILED+=("$i"); fi
}

csq_run_jobs() {
    local i jobs=${CSQ_JOBS:-$(nproc)}
    [ ${#CSQ_JOB_NAMES[@]} -gt 0 ] || return 0
    for i in $(csq_jobs_in_order); do
        while [ ${#CSQ_JOB_OF_PID[@]} -ge "$jobs" ]; do csq_end_job; done
        csq_start_job "$i"
    done
    while [ ${#CSQ_JOB_OF_PID[@]} -gt 0 ]; do csq_end_job; done
    # again, because the end of a long output is what is read
    for i in "${CSQ_JOBS_FAILED[@]}"; do
        echo "failed: ${CSQ_JOB_NAMES[i]}"
        grep -E 'FAILED|failed|[Ee]rror|^ *not ok|^#' "$CSQ_SCRATCH/jobs/$i.out" | cut -c1-200 | head -20
    done
    # only the last figure of each name is of use
    tac "$CSQ_TOP/build/job-seconds" 2>/dev/null | awk -F'\t' '!seen[$1]++' >"$CSQ_SCRATCH/jobs/seconds" &&
        cp "$CSQ_SCRATCH/jobs/seconds" "$CSQ_TOP/build/job-seconds"
}

csq_stop_jobs() {                   # for csq_cleanup: end those that run
    local pid
    [ ${#CSQ_JOB_OF_PID[@]} -gt 0 ] || return 0
    for pid in "${!CSQ_JOB_OF_PID[@]}"; do kill -TERM -- "-$pid" 2>/dev/null; done
    wait
}
