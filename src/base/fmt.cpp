// Compiles fmt once. Debian has only its headers and a shared library: including the headers
// everywhere doubles the build time, and the shared library slows every start.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

template FMT_API auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API void buffer<char>::append(const char*, const char*);
template FMT_API void vformat_to(buffer<char>&, string_view,
                                 basic_format_args<buffer_context<char>>, locale_ref);
template FMT_API dragonbox::decimal_fp<double> dragonbox::to_decimal(double) noexcept;
template FMT_API dragonbox::decimal_fp<float> dragonbox::to_decimal(float) noexcept;

}    // namespace detail
FMT_END_NAMESPACE
