// The only file that includes CLI11: its headers take ten seconds to compile, and its validators
// are constructed at startup for each file that includes them.
#include "parser.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <variant>

namespace lmsection::cli {

namespace {

/// What is wrong with a value; empty if it is good.
std::string fault_of(const OptionSpec& spec, const std::string& value) {
    if (spec.refuses_empty && value.empty()) {
        return "the value '' is empty";
    }
    if (spec.most) {
        int number = 0;
        const char* end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, number);
        const bool whole = read.ec == std::errc{} && read.ptr == end;
        if (!whole || number < 1 || number > *spec.most) {
            return fmt::format("{} is not a whole number from 1 to {}", in_quotes(value),
                               *spec.most);
        }
    }
    return {};
}

CLI::Option* add_option(CLI::App& app, const OptionSpec& spec) {
    const std::string names = spec.short_name.empty() ? spec.name
                                                      : spec.short_name + "," + spec.name;
    return std::visit(
        [&](auto* value) {
            if constexpr (std::is_same_v<decltype(value), bool*>) {
                return app.add_flag(names, *value);
            } else {
                return app.add_option(names, *value);
            }
        },
        spec.target);
}

/// An option and its object in CLI11.
struct Known {
    const OptionSpec* spec = nullptr;
    CLI::Option* option = nullptr;
};

CLI::Option* declare(CLI::App& app, const OptionSpec& spec) {
    CLI::Option* option = add_option(app, spec);
    option->required(spec.required);
    option->delimiter(spec.separator);
    if (spec.value_optional) {
        option->expected(0, 1);
    }
    if (spec.takes_two) {
        option->expected(2)->allow_extra_args(false);
    }
    if (spec.one_at_a_time) {
        option->allow_extra_args(false);
    }
    if (spec.last_wins) {
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    if (spec.refuses_empty || spec.most) {
        option->check([&spec](const std::string& value) { return fault_of(spec, value); });
    }
    return option;
}

/// Whether the parser can do without an option, as it is not in the command line and no other one
/// needs it: each that it knows costs time at every start.
bool can_be_left_out(const OptionSpec& spec, const Arguments& arguments,
                     const std::vector<std::string>& words) {
    return !spec.is_argument() && !spec.required && spec.short_name.empty() &&
           std::ranges::none_of(
               words, [&](const std::string& word) { return word.starts_with(spec.name); }) &&
           std::ranges::none_of(arguments.specs(), [&](const OptionSpec& other) {
               return std::ranges::find(other.needs, &spec) != other.needs.end();
           });
}

std::vector<Known> declare(CLI::App& app, const Arguments& arguments,
                           const std::vector<std::string>& words) {
    std::vector<Known> known;
    for (const OptionSpec& spec : arguments.specs()) {
        if (spec.name != "--help" &&
            !can_be_left_out(spec, arguments, words)) {    // CLI11 has its own --help
            known.push_back({&spec, declare(app, spec)});
        }
    }
    const auto option_of = [&](const OptionSpec* spec) -> CLI::Option* {
        const auto found = std::ranges::find(known, spec, &Known::spec);
        return found == known.end() ? nullptr : found->option;
    };
    for (const Known& one : known) {    // after all are declared
        for (const OptionSpec* other : one.spec->excludes) {
            if (CLI::Option* excluded = option_of(other)) {
                one.option->excludes(excluded);
            }
        }
        for (const OptionSpec* other : one.spec->needs) {
            one.option->needs(option_of(other));
        }
    }
    return known;
}

}    // namespace

Parsed parse(const Arguments& arguments, std::vector<std::string> words, const std::string& hint) {
    CLI::App app;
    const std::vector<Known> known = declare(app, arguments, words);
    std::ranges::reverse(words);    // as the parser wants them
    try {
        app.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
        return {true, {}};
    } catch (const CLI::ExtrasError&) {
        return {false, app.remaining()};
    } catch (const CLI::ArgumentMismatch& error) {
        for (const auto& [spec, option] : known) {
            const auto most = std::max(1, option->get_items_expected_max());    // 0 for a flag
            if (option->count() > static_cast<std::size_t>(most)) {
                throw UsageError{fmt::format("{} is given more than once", spec->name), hint};
            }
        }
        const std::string_view what = error.what();
        const std::string_view name = what.substr(0, what.find(':'));
        const bool two = std::ranges::any_of(known, [&](const Known& one) {
            return one.spec->takes_two && one.spec->name == name;
        });
        throw UsageError{fmt::format("{} needs {}", name, two ? "two values" : "a value"), hint};
    } catch (const CLI::ParseError& error) {
        std::string what = error.what();
        std::ranges::replace(what, '\n', ' ');
        throw UsageError{what, hint};
    }
    for (const Known& one : known) {
        if (one.spec->given != nullptr) {
            *one.spec->given = one.option->count() > 0;
        }
    }
    return {};
}

}    // namespace lmsection::cli
