// SPDX-License-Identifier: Apache-2.0
#pragma once

//! Card numbers that payment services publish for tests. No other card number appears in tests.
namespace TestCards {
inline constexpr char visa[] = "4111111111111111";
inline constexpr char visa13[] = "4222222222222";
inline constexpr char mastercard[] = "5555555555554444";
inline constexpr char mastercard2[] = "2223003122003222";
inline constexpr char amex[] = "378282246310005";
inline constexpr char discover[] = "6011111111111117";
inline constexpr char diners[] = "30569309025904";
inline constexpr char diners36[] = "36227206271667";
inline constexpr char jcb[] = "3530111333300000";
inline constexpr char unionPay[] = "6200000000000005";
inline constexpr char unionPay19[] = "6205500000000000004";
inline constexpr char maestro[] = "6759649826438453";
inline constexpr char elo[] = "6362970000457013";
//! The example of the Thales ETP Server API; fails the Luhn check.
inline constexpr char thalesExample[] = "5123456789012345";
} // namespace TestCards
