#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/domain/group.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// The groups that an answer chooses.
struct FormChoices {
    std::vector<std::size_t> groups;    ///< indices, in the order of the answer, each once
    /// The parts that name no group, each with the reason.
    std::vector<Fault> unknown;
    bool any = false;          ///< it says that any group will do
    bool has_words = false;    ///< groups were found within a sentence
};

/// Finds the groups in answers of a form: any number of them, separated by commas, semicolons, line
/// breaks or words, by any usual name, with numbers before or descriptions after them. Names that
/// contain a separator are found before the answer is split.
class FormChoiceReader {
public:
    FormChoiceReader(std::span<const Group> groups, std::string_view section_name);

    [[nodiscard]] FormChoices read(std::string_view answer) const;
    /// The group that a text names, as an index.
    [[nodiscard]] Outcome<std::size_t> find(std::string_view text) const;
    /// The group that a heading names, if it names exactly one; stricter than `find`.
    [[nodiscard]] std::optional<std::size_t> find_in_heading(std::string_view text) const;

private:
    [[nodiscard]] std::optional<std::size_t> exactly(std::string_view text) const;
    void read_segment(const std::string& segment, FormChoices& choices) const;
    void read_part(const std::string& part, FormChoices& choices) const;
    [[nodiscard]] bool read_joined(const std::string& part, FormChoices& choices) const;
    [[nodiscard]] bool read_sentence(const std::string& part, FormChoices& choices) const;

    std::span<const Group> groups_;
    std::vector<Nameable> nameables_;
    std::string section_name_;
};

}    // namespace lmsection
