"""Mistakes in typing a command, in Chinese: what is wrong, what is allowed, how to get help; one line each."""

from __future__ import annotations

import re

import typer
from typer._click import exceptions as click

Mistake = click.UsageError
Help = click.NoArgsIsHelpError

PLAIN = (
    (r"No such command '(.*?)'", "没有命令“{0}”"),
    (r"Missing command", "缺少子命令"),
    (r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)", "多余的参数:{0}"),
    (r"Option '(.*?)' requires .*", "选项 {0} 后面缺少值"),
    (r"Option '(.*?)' does not take a value", "选项 {0} 不带值"),
)
CHINESE = re.compile("[一-龥]")


def said(error: Mistake) -> str:
    """The mistake as one line of Chinese without its end."""
    context = error.ctx
    help_ = f"运行 {context.command_path if context else 'liantu'} --help 看用法。"
    text = " ".join(_what(error).split())
    return text + ("" if text.endswith(("。", "?")) else "。") + help_


def _what(error: Mistake) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}的值不合要求:{_allowed(error)}"
    if isinstance(error, click.NoSuchOption):
        near = f",是不是 {'、'.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    for pattern, words in PLAIN:
        if match := re.match(pattern, error.message):
            return words.format(*match.groups()) + _commands(error)
    return f"用法不对:{error.message}"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    if isinstance(error.param, typer.core.TyperOption):
        return f"选项 {error.param.opts[0]} "
    return f"参数“{error.param.metavar or error.param.name}”"


def _allowed(error: click.BadParameter) -> str:
    if CHINESE.search(error.message):
        return error.message
    low, high = getattr(error.param, "min", None), getattr(error.param, "max", None)
    if low is not None and high is not None:
        return f"应为 {low} 到 {high} 的整数"
    return "应为整数" if "integer" in error.message else error.message


def _commands(error: Mistake) -> str:
    """The commands there are, where one was wanted."""
    known = getattr(error.ctx.command, "commands", {}) if error.ctx else {}
    return f"。可用的命令:{'、'.join(known)}" if known else ""
