#include "completion.hpp"
#include "command/shared.hpp"
#include "typed_line.hpp"

namespace lmsection::cli {

namespace completion_command {
namespace {

// The scripts do not know the commands: they ask the program for completions
// (`lmsection completion SHELL -- TYPED...`), so they are always up to date. The first line of the
// answer is `files` or `words`. No shell evaluates the typed text or the answer.

constexpr std::string_view bash_script = R"(# Completion of lmsection for bash.
#   source <(lmsection completion bash)
_lmsection() {
    local -a answer=()
    mapfile -t answer < <("${1/#\~\//$HOME/}" completion bash -- \
        "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    COMPREPLY=("${answer[@]:1}")
    if [[ ${answer[0]-} == files ]]; then
        compopt -o default
    fi
}
complete -F _lmsection lmsection
)";

constexpr std::string_view zsh_script = R"(#compdef lmsection
# Completion of lmsection for zsh.
#   source <(lmsection completion zsh)      # after compinit
_lmsection() {
    local -a answer values shown
    local line value program=${(Q)words[1]/#\~\//$HOME/}
    answer=("${(@f)$($program completion zsh -- "${(@Q)words[1,CURRENT-1]}" \
        "${(Q)IPREFIX}${(Q)PREFIX}" 2>/dev/null)}")
    if [[ $answer[1] == files ]]; then
        if [[ $PREFIX == -* ]]; then
            compset -P '*='
        fi
        _files
        return
    fi
    for line in "${(@)answer[2,-1]}"; do
        value=${line%%$'\t'*}
        values+=("$value")
        if [[ $value == $line ]]; then
            shown+=("$value")
        else
            shown+=("$value  -- ${line#*$'\t'}")
        fi
    done
    compadd -U -l -d shown -a values
}
if [[ ${funcstack[1]-} == _lmsection ]]; then
    _lmsection "$@"
else
    compdef _lmsection lmsection
fi
)";

constexpr std::string_view fish_script = R"(# Completion of lmsection for fish.
#   lmsection completion fish | source
function __lmsection_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $typed[1])
    set -l answer (command $program completion fish -- $typed "$current" 2>/dev/null)
    if test "$answer[1]" = files
        set -l before (string match -r -- '^--[a-z-]*=' "$current")
        for file in (__fish_complete_path (string replace -- "$before" '' "$current"))
            printf '%s\n' "$before$file"
        end
        return
    end
    set -e answer[1]
    printf '%s\n' $answer
end
complete -c lmsection -f -a '(__lmsection_complete)'
)";

struct Shell {
    std::string_view name;
    std::string_view script;
};
constexpr std::array shells{Shell{"bash", bash_script}, Shell{"zsh", zsh_script},
                            Shell{"fish", fish_script}};

const Shell& shell_named(const std::string& name) {
    for (const Shell& shell : shells) {
        if (shell.name == name) {
            return shell;
        }
    }
    throw UsageError{name.empty() ? std::string{"SHELL is missing"}
                                  : fmt::format("there is no completion for {}", in_quotes(name)),
                     "write bash, zsh or fish"};
}

std::string head_of(const Proposals& found) {
    return found.files ? "files\n" : "words\n";
}

std::vector<std::string> without_program(std::vector<std::string> words) {
    if (!words.empty()) {
        words.erase(words.begin());
    }
    return words;
}

/// `line` and `breaks`: the command line up to the cursor, and bash's `$COMP_WORDBREAKS`.
std::string answer_bash(const Context& context, std::string_view line, std::string_view breaks) {
    TypedLine typed = split_command_line(line, breaks);
    if (typed.names_file) {
        return head_of({true, {}});
    }
    const auto found = proposals(context, without_program(std::move(typed.words)), typed.current,
                                 Matching::by_program);
    std::string answer = head_of(found);
    for (const Proposal& proposal : found.words) {
        const std::string_view word = proposal.word;
        if (folded(word.substr(0, typed.fixed.size())) == folded(typed.fixed)) {
            answer += quoted_for_bash(word.substr(typed.fixed.size()), typed.quote) + "\n";
        }
    }
    return answer;
}

/// `words`: the words before the cursor; `current`: the typed part of the word at the cursor.
std::string answer_words(const Context& context, std::vector<std::string> words,
                         const std::string& current, Matching matching) {
    const auto found = proposals(context, without_program(std::move(words)), current, matching);
    std::string answer = head_of(found);
    for (const auto& [word, about, also] : found.words) {
        answer += word + (about.empty() ? "" : "\t" + harmless(about)) + "\n";
    }
    return answer;
}

struct Options {
    std::string shell;
    std::vector<std::string> typed;
};

std::string answer(const Context& context, const Shell& shell, std::vector<std::string> typed) {
    if (shell.name == "bash") {
        return answer_bash(context, typed.front(), typed.size() > 1 ? typed[1] : "");
    }
    std::string current = typed.back();
    if (shell.name == "fish") {    // which passes the quotes too
        current = split_command_line(current, "").current;
    }
    typed.pop_back();
    return answer_words(context, std::move(typed), current,
                        shell.name == "fish" ? Matching::by_shell : Matching::by_program);
}

void run_completion(const Options& options, Context& context) {
    const Shell& shell = shell_named(options.shell);
    context.print(options.typed.empty() ? std::string{shell.script}
                                        : answer(context, shell, options.typed));
}

void declare_completion(Arguments& arguments, Options& options) {
    arguments.option("SHELL", options.shell, "bash, zsh or fish");
    arguments.option("TYPED", options.typed, "The typed words, for the completion scripts");
}

constexpr std::array commands{
    Command{.path = "completion",
            .area = Area::shell,
            .summary = "Print a completion script for your shell",
            .examples = "  lmsection completion bash > lmsection.bash\n"
                        "  lmsection completion fish > ~/.config/fish/completions/lmsection.fish\n"
                        "  lmsection completion zsh > ~/.zsh/_lmsection\n",
            .set_up = set_up<declare_completion, run_completion>,
            .usage = "SHELL [OPTIONS]\n"},
};

}    // namespace
}    // namespace completion_command

extern constinit const CommandList completion_commands{completion_command::commands};

}    // namespace lmsection::cli
