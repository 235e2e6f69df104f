#pragma once

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lmsection {

// What is done with lists everywhere. `of`: the member or function that gives what to compare.

/// The first element whose `of` equals `value`; null if there is none.
template <class List, class Value, class Of = std::identity>
[[nodiscard]] auto* find_in(List& list, const Value& value, Of of = {}) {
    const auto found = std::find_if(std::begin(list), std::end(list),
                                    [&](const auto& one) { return std::invoke(of, one) == value; });
    return found == std::end(list) ? nullptr : &*found;
}

/// The first element that fulfills a condition; null if there is none.
template <class List, class Condition>
[[nodiscard]] auto* first_that(List& list, Condition fits) {
    const auto found = std::find_if(std::begin(list), std::end(list), fits);
    return found == std::end(list) ? nullptr : &*found;
}

/// Whether the `of` of some element equals `value`.
template <class List, class Value, class Of = std::identity>
[[nodiscard]] bool contains(const List& list, const Value& value, Of of = {}) {
    return find_in(list, value, of) != nullptr;
}

/// The elements that fulfill a condition.
template <class List, class Condition>
[[nodiscard]] auto those_that(const List& list, Condition fits) {
    std::vector<std::decay_t<decltype(*std::begin(list))>> found;
    std::copy_if(std::begin(list), std::end(list), std::back_inserter(found), fits);
    return found;
}

/// The `of` of each element.
template <class List, class Of>
[[nodiscard]] auto transformed(const List& list, Of of) {
    std::vector<std::decay_t<std::invoke_result_t<Of, decltype(*std::begin(list))>>> result;
    for (const auto& one : list) {
        result.push_back(std::invoke(of, one));
    }
    return result;
}

/// The parts of `text` between characters of `separators`, tidied; empty ones are left out.
[[nodiscard]] inline std::vector<std::string> split_text(std::string_view text,
                                                         std::string_view separators) {
    std::vector<std::string> parts;
    for (const std::string& part : split(text, separators)) {
        if (std::string tidied = tidied_text(part); !tidied.empty()) {
            parts.push_back(std::move(tidied));
        }
    }
    return parts;
}

/// The phrases of a list in the source: "first name, given name".
[[nodiscard]] inline std::vector<std::string> phrases(std::string_view list) {
    return split_text(list, ",");
}

/// The texts that are not empty, with `between` between them.
[[nodiscard]] inline std::string joined(std::span<const std::string> texts,
                                        std::string_view between = ", ") {
    std::string all;
    for (const std::string& text : texts) {
        if (!text.empty()) {
            all.append(all.empty() ? "" : between).append(text);
        }
    }
    return all;
}

/// "A, B or C", however many there are.
[[nodiscard]] inline std::string listed_all(const std::vector<std::string>& names) {
    return listed(names, names.size());
}

/// "1 year", "3 years"; `many`: the plural, by default with an "s".
template <std::integral Number>
[[nodiscard]] std::string counted(Number count, std::string_view one, std::string_view many = "") {
    std::string text = std::to_string(count) + " ";
    text += count == 1 || many.empty() ? one : many;
    return count == 1 || !many.empty() ? text : text + "s";
}

/// Adds elements at the end.
template <class T>
void append(std::vector<T>& list, std::vector<T> more) {
    list.insert(list.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

/// Adds an element at the end, unless the list contains it.
template <class T>
void add_once(std::vector<T>& list, T value) {
    if (!contains(list, value)) {
        list.push_back(std::move(value));
    }
}

}    // namespace lmsection
