import { type CompletionTable, tableCases } from './table.ts'

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export const fishScript = (table: CompletionTable): string => `# hal for fish: hal completion fish | source
function __hal_table
    switch "$argv[1]"
${tableCases(table, {
  open: (path) => `        case ${path}\n            printf '%s\\n' \\`,
  close: '',
  quote,
})}
    end
end

function __hal_option_kind
    for row in (__hal_table "$argv[1]") (__hal_table '')
        set -l parts (string split \\t -- $row)
        if test "$parts[1]" = option; and test "$parts[2]" = "$argv[2]"
            echo $parts[3]
            return
        end
    end
end

function __hal_is_word
    for row in (__hal_table "$argv[1]")
        set -l parts (string split \\t -- $row)
        if contains -- "$parts[1]" word alias; and test "$parts[2]" = "$argv[2]"
            return 0
        end
    end
    return 1
end

function __hal_argument_kind
    set -l at 0
    for row in (__hal_table "$argv[1]")
        set -l parts (string split \\t -- $row)
        switch "$parts[1]"
            case rest
                echo $parts[3]
                return
            case argument
                if test $at = $argv[2]
                    echo $parts[3]
                    return
                end
                set at (math $at + 1)
        end
    end
end

function __hal_offer_kind
    switch "$argv[1]"
        case worker profile window shell
            command hal __complete $argv[1]s $hal_globals 2>/dev/null </dev/null | string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$'
        case tools
            command hal __complete tools $hal_globals 2>/dev/null </dev/null | string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$'
        case directory
            __fish_complete_directories "$argv[2]" ''
        case file
            __fish_complete_path "$argv[2]"
    end
end

function __hal_offer
    set -l current (commandline -ct)
    set -l at ''
    set -l count 0
    set -l wants ''
    set -l words (commandline -opc)
    set -l option ''
    # The engine and the config that were typed: whose names are meant.
    set -g hal_globals
    for word in $words[2..-1]
        if test -n "$wants"
            contains -- $option --engine --config --url --secret-file; and set -a hal_globals $option (string replace -r '^~/' "$HOME/" -- $word)
            set wants ''
            continue
        end
        set option $word
        switch $word
            case --
                __hal_offer_kind file "$current"
                return
            case '--engine=*' '--config=*' '--url=*' '--secret-file=*'
                set -l parts (string split -m 1 = -- $word)
                set -a hal_globals $parts[1] (string replace -r '^~/' "$HOME/" -- $parts[2])
            case '-*=*'
            case '-*'
                set wants (__hal_option_kind "$at" $word)
                test "$wants" = -; and set wants ''
            case '*'
                if test $count = 0; and __hal_is_word "$at" $word
                    set at (string trim "$at $word")
                else
                    set count (math $count + 1)
                end
        end
    end
    if test -n "$wants"
        __hal_offer_kind "$wants" "$current"
        return
    end
    if string match -q -- '--*=*' "$current"
        set -l parts (string split -m 1 = -- "$current")
        for value in (__hal_offer_kind (__hal_option_kind "$at" $parts[1]) "$parts[2]")
            echo "$parts[1]=$value"
        end
        return
    end
    for row in (__hal_table "$at")
        set -l parts (string split \\t -- $row)
        switch "$parts[1]"
            case word
                test $count = 0; and printf '%s\\t%s\\n' $parts[2] $parts[4]
            case alias
                test $count = 0; and test -n "$current"; and printf '%s\\t%s\\n' $parts[2] $parts[4]
            case option
                string match -q -- '-*' "$current"; and printf '%s\\t%s\\n' $parts[2] $parts[4]
        end
    end
    string match -q -- '-*' "$current"; or __hal_offer_kind (__hal_argument_kind "$at" $count) "$current"
end

complete -c hal -e
complete -c hal -f -a '(__hal_offer)'
`
