#pragma once

#include "lmsection/base/text.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// Why a name in a text might not refer to the person.
enum class Doubt {
    none,
    shared,         ///< another person has the same name or address
    ordinary,       ///< the name is also an ordinary word, or the name of a group or event
    within_list,    ///< the words may belong to two names: "Ben Lee, Ann Diaz"
    within_word     ///< part of a longer word, in a script that puts no spaces between words
};
/// "another person has this name too"; empty for `none`.
[[nodiscard]] constexpr std::string_view explanation(Doubt doubt) {
    return word_at(doubt, {"", "it may mean another person with that name",
                           "the name is also an ordinary word", "it may be parts of two names",
                           "it may be part of a longer name"});
}

/// A place in a text that names a person.
struct Mention {
    enum class Form {
        name,       ///< `Ann Lee`, `Lee, Ann`
        address,    ///< `ann@lib.example`
        joined      ///< part of a slug or a link: `ann-lee`, `Ann%20Lee`, `ann%40lib.example`
    };
    std::size_t begin = 0;    ///< the first byte
    std::size_t end = 0;      ///< the byte after the last
    Form form = Form::name;
    Doubt doubt = Doubt::none;
};

/// Finds mentions of one person in text: whole names in either order and whole addresses, ignoring
/// case and accents; also percent-encoded, shell-quoted, or joined by hyphens or similar. A name
/// inside a longer word or name is someone else's.
class MentionFinder {
public:
    /// Adds a name or address of the person. Every mention of it gets the given doubt.
    void add_name(std::string_view name, Doubt doubt = Doubt::none);
    void add_address(std::string_view address, Doubt doubt = Doubt::none);
    /// Adds a name, address or slug of something else; call it after adding the person's own. If it
    /// contains one of the person's, it is not a mention; if it is the same, its mentions are in
    /// doubt.
    void add_other(std::string_view name, Doubt if_same = Doubt::shared);

    /// The mentions in a text, in order, none inside another.
    [[nodiscard]] std::vector<Mention> find(std::string_view text) const;
    /// The mentions in a slug, where hyphens separate words.
    [[nodiscard]] std::vector<Mention> find_in_slug(std::string_view slug) const;

private:
    /// Words in a row; `gaps` decides what may separate them.
    struct Pattern {
        std::vector<std::u32string> words;
        std::vector<std::string> gaps;    ///< the separators in the name itself
        Mention::Form form = Mention::Form::name;
        Doubt doubt = Doubt::none;
    };
    struct Address {
        std::string local;     ///< before the @, in lower case
        std::string domain;    ///< from the @ on
        Doubt doubt = Doubt::none;
    };
    class Search;

    static std::vector<Pattern> patterns_of(std::string_view name, Doubt doubt);
    [[nodiscard]] std::vector<Mention> find(std::string_view text, bool in_slug) const;

    std::vector<Pattern> own_;
    std::vector<Pattern> others_;
    std::vector<Address> addresses_;
};

/// Whether a name has too few letters to search for without false matches.
[[nodiscard]] bool is_too_short_to_find(std::string_view name);
/// Whether a name is one word that English or the program also uses: "May", "Hope", "Chair".
[[nodiscard]] bool is_ordinary_word(std::string_view name);
/// Whether a name is one word, without a space or hyphen inside.
[[nodiscard]] bool is_one_word(std::string_view name);
/// Whether two names consist of the same words, whatever joins them: "Data Services" and
/// "data-services".
[[nodiscard]] bool have_same_words(std::string_view one, std::string_view other);

/// Replaces the name of a person who was forgotten.
inline constexpr std::string_view forgotten_name = "Former member";
/// Replaces other erased text.
inline constexpr std::string_view erased_text = "(erased)";

/// `text` with its mentions replaced by neutral words, except those in doubt. A link stays a link
/// and a slug stays a slug. The result does not exceed the limit for a text of this length (80
/// characters for a slug, 200 for a name, 2,000 for a note).
[[nodiscard]] std::string without_mentions(std::string_view text,
                                           std::span<const Mention> mentions);

}    // namespace lmsection
